// The custom element; the class alone, define.ts registers it.

const Base = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

export class FaultLab extends Base {}
