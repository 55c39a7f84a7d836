export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0972d3"/><path d="M21.5 12.2a6.6 6.6 0 1 0 0 7.6" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>';
