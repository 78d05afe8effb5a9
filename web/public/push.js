// Shows what the server pushes, and opens the lead it is about when it is clicked.
self.addEventListener('push', (event) => {
  const { title, body, url, tag } = event.data.json()
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag,
      icon: '/mark.svg',
      badge: '/mark.svg',
      data: { url },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data.url))
})

// A page that is open goes there; else one is opened. Only addresses of this server.
async function open(address) {
  const { pathname, search } = new URL(address)
  const url = new URL(pathname + search, self.location.origin).href
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const same = pages.find((page) => page.url === url)
  if (same) return same.focus()
  return self.clients.openWindow(url)
}
