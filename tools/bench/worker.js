// Runs a Go test binary in a worker of a page: it gets the addresses of
// wasm_exec.js and of the binary and its arguments, and answers with what the
// binary has printed.

self.onmessage = async ({ data: { runtime, binary, args } }) => {
  const lines = [];
  console.log = (text) => lines.push(text);
  let code = 0;
  try {
    importScripts(runtime);
    const go = new Go();
    go.argv = ["explore.test", ...args];
    go.exit = (status) => {
      code = status;
    };
    const { instance } = await WebAssembly.instantiateStreaming(fetch(binary), go.importObject);
    await go.run(instance);
  } catch (error) {
    lines.push(String(error));
    code ||= 1;
  }
  self.postMessage({ code, text: lines.join("\n") });
};
