// Go's own support file, taken from the installed Go by build.mjs. It expects
// to own the global scope; here it gets a scope of its own for each instance,
// so that nothing of it shows in the page.

declare module "wasm_exec" {
  export interface Go {
    readonly importObject: WebAssembly.Imports;
    /** Undefined until run was called. */
    readonly exited?: boolean;
    exit: (code: number) => void;
    run(instance: WebAssembly.Instance): Promise<void>;
  }
  export function goClass(scope: Record<string, unknown>): new () => Go;
}
