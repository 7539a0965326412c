// Base64 of gzip: the form in which the engine, and a recorded run, travel inside scripts and pages.

/** Unpacks base64 of gzip. */
export function unpack(packed: string): Promise<ArrayBuffer> {
  const unpacked = new Blob([fromBase64(packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).arrayBuffer();
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (native.fromBase64) return native.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  // Uint8Array.from(binary, ...) takes ten times as long.
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
