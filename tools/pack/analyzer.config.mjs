// For the analyzer of custom elements, from the package's folder.

export default {
  globs: ["src/element/**/*.ts"],
  litelement: true,
  quiet: true,
  packagejson: false, // it says already where the manifest is
};
