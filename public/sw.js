// Shows what Heder tells somebody while no page of it is open. It keeps no pages: what is read is always as it is now.
const NOTHING = { title: "Heder", path: "/" };

// Browsers insist that each message shows something: one that cannot be read says by whom it is, and leads to the beginning.
function messageOf({ data }) {
  try {
    const { id, title, path, language } = data.json();
    if (typeof title !== "string" || typeof path !== "string") return NOTHING;
    return { id, title, path, language };
  } catch {
    return NOTHING;
  }
}

addEventListener("push", (event) => {
  const { id, title, path, language } = messageOf(event);
  // The same one twice is one on the screen.
  const options = { tag: id, lang: language, icon: "/icon.svg", data: { path } };
  event.waitUntil(registration.showNotification(title, options));
});

async function show(path) {
  const address = new URL(path, location.origin).href;
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find(({ url }) => url === address);
  return open ? open.focus() : clients.openWindow(address);
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.path));
});
