// Before anything reads the address: the token in it let this window in once, and is of no more use.
if (window.location.pathname === '/login') {
  window.history.replaceState(null, '', `/${window.location.hash}`);
}
