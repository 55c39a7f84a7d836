import { createHash } from 'node:crypto';

/** What browsers show for pages that nobody has given an icon: a keyhole. Without it they ask for one that isn't there. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0972d3"/><path d="M16 8a4.5 4.5 0 0 1 2 8.5l1.5 7.5h-7l1.5-7.5A4.5 4.5 0 0 1 16 8z" fill="#fff"/></svg>';

const version = createHash('sha256').update(icon).digest('base64url').slice(0, 12);

export const iconPath = '/assets/icon.svg';

/** The address changes with the icon, so that browsers can keep what they have. */
export const iconHref = `${iconPath}?v=${version}`;
