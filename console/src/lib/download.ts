import { fetchBytes } from './call';

/** Fetches a file with the token and hands it to the browser under a name people can find again. */
export async function download(path: string, fileName: string): Promise<void> {
  const url = URL.createObjectURL(await fetchBytes(path));
  follow(url, fileName);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The browser itself downloads `path`: it shows the progress, pauses and goes on where it broke. */
export function follow(path: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.click();
}

/** Opens a document in a tab of its own. The tab is opened by the click itself, else the browser blocks it. */
export async function openInTab(path: string): Promise<void> {
  const tab = window.open('about:blank', '_blank');
  try {
    const url = URL.createObjectURL(await fetchBytes(path));
    if (tab) tab.location.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 300_000);
  } catch (thrown) {
    tab?.close();
    throw thrown;
  }
}
