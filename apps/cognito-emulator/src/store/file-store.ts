import { type Change, type Collection, type Store, StoreClosedError } from '../domain/store.js';
import { DirectoryLock } from './directory-lock.js';
import { syncDirectory } from './directory-sync.js';
import { encodeRecord } from './journal-record.js';
import { JournalWriter } from './journal-writer.js';
import { MemoryStore } from './memory-store.js';
import { toJournalChange, writeSnapshot } from './snapshot.js';
import {
  journalPath,
  prepareDirectory,
  readState,
  removeJournalsBefore,
  type StateOnDisk,
  usingDirectory,
} from './state-directory.js';

export interface FileStoreOptions {
  readonly directory: string;
  readonly collections: readonly Collection<never>[];
  /** Bytes a journal may grow to before it is folded into a snapshot; it may always be as long as the last one. */
  readonly foldAboveBytes?: number;
  /** Told when a snapshot could not be written. Nothing is lost then: the journals it would replace are all there. */
  onFoldFailure?(error: unknown): void;
}

export const defaultFoldAboveBytes = 8 * 1024 * 1024;

/**
 * State in memory that is also in a directory: each commit is appended to a journal and synced before its promise is
 * kept; a journal that has grown longer than what it describes is folded into a snapshot.
 */
export class FileStore implements Store {
  private folding: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  private sequence: number;
  private journalNumber: number;
  private snapshotBytes: number;

  private readonly memory: MemoryStore;

  private constructor(
    private readonly options: FileStoreOptions,
    private readonly lock: DirectoryLock,
    private journal: JournalWriter,
    state: StateOnDisk,
  ) {
    this.memory = restored(options.collections, state);
    this.sequence = state.lastSequence;
    this.journalNumber = state.journalNumber;
    this.snapshotBytes = state.snapshotBytes;
  }

  /**
   * Opens a directory, making it if need be, for this process alone.
   * @throws DirectoryInUseError, CorruptStateError or UnusableDirectoryError
   */
  static open(options: FileStoreOptions): Promise<FileStore> {
    return usingDirectory(options.directory, () => FileStore.opened(options));
  }

  private static async opened(options: FileStoreOptions): Promise<FileStore> {
    const { directory } = options;
    await prepareDirectory(directory);
    const lock = await DirectoryLock.take(directory);
    try {
      const state = await readState(directory);
      const journal = await openJournal(directory, state.journalNumber);
      return new FileStore(options, lock, journal, state);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get collections(): readonly Collection<never>[] {
    return this.options.collections;
  }

  get<Value>(collection: Collection<Value>, key: string): Value | undefined {
    return this.memory.get(collection, key);
  }

  find<Value>(
    collection: Collection<Value>,
    index: string,
    text: string,
    afterPlace?: number,
  ): Iterable<Value> {
    return this.memory.find(collection, index, text, afterPlace);
  }

  findByPrefix<Value>(
    collection: Collection<Value>,
    index: string,
    prefix: string,
  ): Iterable<Value> {
    return this.memory.findByPrefix(collection, index, prefix);
  }

  placeOf(
    collection: Collection<never>,
    index: string,
    text: string,
    key: string,
  ): number | undefined {
    return this.memory.placeOf(collection, index, text, key);
  }

  count(collection: Collection<never>, index: string, text: string): number {
    return this.memory.count(collection, index, text);
  }

  all<Value>(collection: Collection<Value>): Iterable<Value> {
    return this.memory.all(collection);
  }

  watch(collection: Collection<never>, onChange: () => void): () => void {
    return this.memory.watch(collection, onChange);
  }

  async commit(changes: readonly Change[]): Promise<void> {
    if (this.closing !== undefined) throw new StoreClosedError();
    this.journal.requireOpen();
    this.memory.apply(changes);
    this.sequence += 1;
    const record = { sequence: this.sequence, changes: changes.map(toJournalChange) };
    const written = this.journal.append(encodeRecord(record));
    this.foldIfLong();
    await written;
  }

  /**
   * Rejects further commits, waits until the earlier ones and a snapshot under way are on the disk, and releases the
   * directory. Every call returns the same promise.
   */
  close(): Promise<void> {
    return (this.closing ??= this.finish());
  }

  private async finish(): Promise<void> {
    try {
      await this.folding;
      await this.journal.close();
    } finally {
      await this.lock.release();
    }
  }

  private foldIfLong(): void {
    const { foldAboveBytes = defaultFoldAboveBytes } = this.options;
    if (this.journal.bytes < Math.max(foldAboveBytes, this.snapshotBytes)) return;
    this.folding ??= this.fold()
      .catch((error: unknown) => this.options.onFoldFailure?.(error))
      .finally(() => (this.folding = undefined));
  }

  /** Begins a new journal, writes all there was before it as a snapshot, then drops the journals before it. */
  private async fold(): Promise<void> {
    const { directory } = this.options;
    const number = this.journalNumber + 1;
    const next = await openJournal(directory, number);

    // No await in here: every commit is either in the snapshot or in the new journal.
    const { sequence } = this;
    const contents = this.memory.contents();
    next.follow(this.journal);
    this.journal = next;
    this.journalNumber = number;

    this.snapshotBytes = await writeSnapshot(directory, sequence, contents);
    await removeJournalsBefore(directory, number);
  }
}

/** Opens a journal whose directory entry survives a power cut. */
async function openJournal(directory: string, number: number): Promise<JournalWriter> {
  const journal = await JournalWriter.open(journalPath(directory, number));
  try {
    await syncDirectory(directory);
    return journal;
  } catch (error) {
    await journal.close();
    throw error;
  }
}

function restored(collections: readonly Collection<never>[], state: StateOnDisk): MemoryStore {
  const memory = new MemoryStore(collections);
  for (const { changes } of state.records) {
    memory.apply(
      changes.map(([name, key, value]) => ({
        collection: memory.collectionNamed(name),
        key,
        value,
      })),
    );
  }
  return memory;
}
