/** Which way one reads, where something is drawn: what comes next is on the right, or on the left. Before: ./metrics. */

/** 1: from left to right; -1: from right to left. */
export const directionOf = (element: HTMLElement | null): 1 | -1 =>
  element !== null && getComputedStyle(element).direction === 'rtl' ? -1 : 1
