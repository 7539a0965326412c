import { svg } from "lit";

const icon = (d: string) => svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d=${d}></path></svg>`;

export const icons = {
  reset: icon("M3 2h2v12H3zM14 2v12L6 8z"),
  back: icon("M11 2v12L3 8z"),
  play: icon("M4 2v12l10-6z"),
  pause: icon("M3 2h4v12H3zM9 2h4v12H9z"),
  forward: icon("M5 2v12l8-6z"),
  link: icon(
    "M6.5 11.5 5 13a2.8 2.8 0 0 1-4-4l3-3a2.8 2.8 0 0 1 4 0l-1 1a1.4 1.4 0 0 0-2 0l-3 3a1.4 1.4 0 0 0 2 2l1.500-1.500zM9.500 4.500 11 3a2.8 2.8 0 0 1 4 4l-3 3a2.800 2.800 0 0 1-4 0l1-1a1.400 1.400 0 0 0 2 0l3-3a1.400 1.400 0 0 0-2-2l-1.500 1.500z",
  ),
  sends: icon("M2 13.500 9.500 6H6V4h7v7h-2V7.500L3.500 15z"),
  takes: icon("M8 3.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9z"),
  undo: icon("M6 2 2 6l4 4V7.300h4a2.400 2.400 0 0 1 0 4.800H5V14h5a4.300 4.300 0 0 0 0-8.600H6z"),
};
