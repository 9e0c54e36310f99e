// The number on the app's icon: visits that have not arrived yet.

/** @param {number} waiting */
export function showBadge(waiting) {
  if ("setAppBadge" in navigator) void navigator.setAppBadge(waiting).catch(() => {});
}
