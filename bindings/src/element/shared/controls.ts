// What a figure's author can lock or leave out.

export const controlNames = ["transport", "choices", "faults", "knows", "views", "log", "link", "explore"] as const;
export type Control = (typeof controlNames)[number];
