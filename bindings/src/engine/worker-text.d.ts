// build.mjs bundles the file behind this prefix into a classic script and
// hands over its text.

declare module "worker-text:*" {
  const text: string;
  export default text;
}
