/** Uploads: a file as the body of one request, with progress, a limit that is checked first, and a way to stop. */

/**
 * @typedef {{title: string, detail: string, hint: string}} Problem
 * @param {File} file
 * @param {{url: string, limit: number, query?: Record<string, string>, signal: AbortSignal, onProgress: (done: number, total: number) => void}} options
 * @returns {Promise<Object>} what the server says of the file; rejects with a Problem
 */
export function uploadFile(file, { url, limit, signal, onProgress, query = {} }) {
  if (file.size > limit) return Promise.reject(tooLarge(file, limit));
  if (file.size === 0) return Promise.reject({ title: "An empty file", detail: `“${file.name}” has no content.`, hint: "" });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `${url}?${new URLSearchParams({ name: file.name, ...query })}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total || file.size);
    request.onload = () => (request.status === 200 ? resolve(request.response) : reject(request.response ?? lost()));
    request.onerror = () => reject(lost());
    request.onabort = () => reject({ title: "Stopped", detail: "The upload was stopped.", hint: "" });
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** @param {File} file @param {number} limit @returns {Problem} */
function tooLarge(file, limit) {
  const megabytes = (bytes) => `${(bytes / 1048576).toFixed(0)} MB`;
  return {
    title: "The file is too large",
    detail: `“${file.name}” has ${megabytes(file.size)}; this server takes ${megabytes(limit)} at most.`,
    hint: "Split it, or start the dashboard from the command line with this file.",
  };
}

/** @returns {Problem} */
function lost() {
  return { title: "The server did not answer", detail: "The connection was lost during the upload.", hint: "Try again." };
}
