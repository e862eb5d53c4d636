// What is kept in this browser: databases of one store each.
const opened = {};

const open = (database) => new Promise((resolve, reject) => {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("data");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => resolve(request.result);
});

export async function store(database, mode) {
  const data = await (opened[database] ??= open(database));
  return data.transaction("data", mode).objectStore("data");
}

export const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Writes at once: the page may go in the next moment.
export const written = ({ transaction }) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error);
  transaction.commit();
});
