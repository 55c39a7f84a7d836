import type { Collection, Store } from '../domain/store.js';
import { FileStore, type FileStoreOptions } from './file-store.js';
import { MemoryStore } from './memory-store.js';

export interface OpenStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/**
 * Opens the state of a directory, or state in memory when there is none.
 * @throws DirectoryInUseError, CorruptStateError or UnusableDirectoryError
 */
export async function openStore(
  directory: string | undefined,
  collections: readonly Collection<never>[],
  options: Pick<FileStoreOptions, 'foldAboveBytes' | 'onFoldFailure'>,
): Promise<OpenStore> {
  if (directory === undefined)
    return { store: new MemoryStore(collections), close: () => Promise.resolve() };
  const store = await FileStore.open({ directory, collections, ...options });
  return { store, close: () => store.close() };
}
