/** The product's mark: tiles that hold on to one another. The same drawing as public/icon.svg. */
export function Logo() {
  return (
    <svg class="logo" width="28" height="28" viewBox="0 0 64 64" aria-hidden="true">
      <rect class="logo-ground" width="64" height="64" rx="15" />
      <rect class="logo-tile" x="13" y="13" width="15" height="38" rx="5" />
      <rect class="logo-tile" x="36" y="13" width="15" height="15" rx="5" />
      <rect class="logo-tile" x="36" y="36" width="15" height="15" rx="5" />
      <rect class="logo-tile" x="22" y="28.5" width="20" height="7" />
    </svg>
  )
}
