/** What is typed and not saved is asked about by the browser, which a change of page by script would not do. */
export const isHeldBack = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

/** To another page without loading the frame anew, unless the browser has something to ask first. */
export function leaveFor(href: string, push: (href: string) => void): void {
  if (isHeldBack()) window.location.assign(href);
  else push(href);
}
