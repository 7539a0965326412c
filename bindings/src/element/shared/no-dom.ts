// Stands in for the classes of a browser where there are none, so that the bundle can be imported by a page generator.
// The build puts it in the place of Lit's own, far bigger stand-in.

const Missing = class {} as unknown as typeof globalThis.HTMLElement;

export const HTMLElement: typeof globalThis.HTMLElement = globalThis.HTMLElement ?? Missing;
export const Element: typeof globalThis.Element = globalThis.Element ?? Missing;
export const CSSStyleSheet: typeof globalThis.CSSStyleSheet = globalThis.CSSStyleSheet ?? Missing;
export const customElements: CustomElementRegistry | undefined = globalThis.customElements;
