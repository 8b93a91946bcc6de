// Generated CSS: the theme's colours as custom properties, and the font's faces.

function properties(colors) {
  return Object.entries(colors).map(([name, value]) => `--${name}:${value}`).join(';');
}

/**
 * Light is the ground; the system's wish for dark holds until the person chose; the choice holds over both.
 * @param {{light: Record<string, string>, dark: Record<string, string>}} theme
 */
export function themeCss({ light, dark }) {
  return `:root{color-scheme:light;${properties(light)}}
@media (prefers-color-scheme:dark){html:not([data-theme]){color-scheme:dark;${properties(dark)}}}
html[data-theme=light]{color-scheme:light;${properties(light)}}
html[data-theme=dark]{color-scheme:dark;${properties(dark)}}
`;
}

/** @param {Record<number, string>} fonts weight -> URL from the style sheet */
export function fontCss(fonts) {
  return Object.entries(fonts).map(([weight, url]) => `@font-face{font-family:"Atkinson Hyperlegible";font-style:normal;`
    + `font-weight:${weight};font-display:swap;src:url(${url}) format("woff2")}\n`).join('');
}
