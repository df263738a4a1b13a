/** What is typed and not saved is asked about by the browser, which a change of page by script would not do. */
export const isHeldBack = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
