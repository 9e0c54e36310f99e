// When to try sending beside the outbox's own pace: as the phone wakes, finds a network, or another tab has saved.

/**
 * @param {import("./offline/sync.js").Sync} sync
 */
export function keepSending(sync) {
  const now = () => void sync.now();
  window.addEventListener("online", now);
  window.addEventListener("pageshow", (event) => event.persisted && now());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && now());
}
