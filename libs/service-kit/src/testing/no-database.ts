/** In place of a database where no row is read: rejects all work. Its type fits the repositories of any service. */
export const noDatabase = {
  run: () => Promise.reject(new Error('there is no database')),
} as never;
