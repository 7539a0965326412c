// In a classic script, which has no import.meta.url, build.mjs puts this in
// its place. It must be read while the script is running for the first time.

export const scriptURL = globalThis.document?.currentScript?.src || globalThis.document?.baseURI;
