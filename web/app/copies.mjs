// Second copies of what is stored, as ZIP files in the browser's private file system: A and B in turn, so that one is
// whole while the other is written. Loaded when one is written or looked for.

const names = ['A', 'B'];
const mount = '/cairn/';
const largestCopy = 64 * 1024 * 1024;

async function fileOf(folder, name) {
  try {
    return await (await folder.getFileHandle(`${name}.zip`)).getFile();
  } catch {
    return null;
  }
}

/**
 * Everything but restore points, which live by the same shards.
 * @param {(create?: boolean) => Promise<FileSystemDirectoryHandle | null>} open
 * @param {{names: () => string[], read: (path: string) => Uint8Array}} files
 * @returns {Promise<boolean>} false where this browser cannot
 */
export async function writeCopy(open, files) {
  // All at once: between two tasks the files in memory are of one state.
  const entries = files.names().filter((path) => !path.startsWith(`${mount}points/`))
    .map((path) => ({ path: path.slice(mount.length), content: new Blob([files.read(path)]) }));
  const folder = await open(true);
  if (!folder) return false;
  const ages = await Promise.all(names.map(async (name) => (await fileOf(folder, name))?.lastModified ?? 0));
  const handle = await folder.getFileHandle(`${names[ages[0] <= ages[1] ? 0 : 1]}.zip`, { create: true });
  if (typeof handle.createWritable !== 'function') return false;
  const { zipOf } = await import('./zip.mjs');
  const blob = await zipOf(entries, Date.now());
  // Takes the place of the old one when it is closed, and not before.
  const writable = await handle.createWritable();
  try {
    await writable.write(blob);
  } catch (error) {
    await writable.abort().catch(() => {});
    throw error;
  }
  await writable.close();
  return true;
}

/** @returns {Promise<{name: string, blob: Blob}[]>} */
export async function readCopies(open) {
  const folder = await open();
  if (!folder) return [];
  const found = await Promise.all(names.map(async (name) => ({ name, blob: await fileOf(folder, name) })));
  return found.filter(({ blob }) => blob && blob.size > 0 && blob.size <= largestCopy);
}
