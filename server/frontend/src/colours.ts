/** When the colours of the page change. */

/** Do `then` whenever the page turns dark or light, or goes to paper. */
export function followColours(then: () => void): void {
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", then);
  }
}

/** Gives the value of a custom property of the page, as it is now. */
export function palette(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}
