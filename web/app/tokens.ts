import { theme } from 'antd'
import type { ThemeConfig } from 'antd'
import type { MappingAlgorithm } from 'antd/es/theme'

/**
 * Every colour of the app, once for light and once for dark. Text colours hold 4.5:1 on both `page` and `surface`
 * (WCAG 2.1 AA). `deadline` is the only red: a reader who sees red knows that time is running out, so errors are clay.
 */
export interface Palette {
  page: string
  surface: string
  raised: string
  hover: string
  text: string
  quiet: string
  faint: string
  border: string
  line: string
  accent: string
  accentHover: string
  accentSoft: string
  onAccent: string
  deadline: string
  deadlineSoft: string
  clay: string
  claySoft: string
  ochre: string
  ochreSoft: string
  leaf: string
  leafSoft: string
}

export const light: Palette = {
  page: '#f7f6f3',
  surface: '#fffefc',
  raised: '#ffffff',
  hover: '#f2f0eb',
  text: '#26241f',
  quiet: '#5a564d',
  faint: '#6f6a60',
  border: '#cbc6bc',
  line: '#e8e5de',
  accent: '#0a7580',
  accentHover: '#075c65',
  accentSoft: '#e3f1f1',
  onAccent: '#ffffff',
  deadline: '#c2341d',
  deadlineSoft: '#fbeae6',
  clay: '#96500c',
  claySoft: '#faeedd',
  ochre: '#7a5d00',
  ochreSoft: '#f8f1d8',
  leaf: '#2b7148',
  leafSoft: '#e6f2e9',
}

export const dark: Palette = {
  page: '#161513',
  surface: '#1d1c19',
  raised: '#262420',
  hover: '#2a2823',
  text: '#ece9e2',
  quiet: '#bdb8ad',
  faint: '#a09a8e',
  border: '#4a463e',
  line: '#302d28',
  accent: '#56b8bd',
  accentHover: '#74cacd',
  accentSoft: '#1b3537',
  onAccent: '#0b1d1f',
  deadline: '#ff8a73',
  deadlineSoft: '#3d201a',
  clay: '#e2a765',
  claySoft: '#372815',
  ochre: '#d9bd5b',
  ochreSoft: '#332c14',
  leaf: '#7fc498',
  leafSoft: '#1c3023',
}

const font =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"

/** Ant Design's theme out of a palette; `compact` takes rows from 36 px to 32 px and text from 14 to 13. */
export function themeOf(palette: Palette, compact: boolean): ThemeConfig {
  const height = compact ? 28 : 32
  return {
    hashed: false,
    algorithm: [palette === dark ? theme.darkAlgorithm : theme.defaultAlgorithm, undimmed(palette)],
    token: { ...colours(palette), ...shape(compact), controlHeight: height },
    components: {
      Button: {
        primaryColor: palette.onAccent,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
      },
      Table: {
        cellPaddingBlock: compact ? 5 : 7,
        headerBg: palette.surface,
        headerSplitColor: 'transparent',
      },
      Tooltip: { fontSize: 13 },
      Modal: { contentBg: palette.raised, headerBg: palette.raised },
      Tabs: { horizontalItemPadding: '8px 0', titleFontSize: 14 },
      Tag: { defaultBg: palette.line, defaultColor: palette.quiet },
      Segmented: { trackBg: palette.hover, itemSelectedBg: palette.surface },
    },
  }
}

/** The dark algorithm dims the colours it is given; ours were chosen for dark already. */
function undimmed({ accent, clay, ochre, leaf }: Palette): MappingAlgorithm {
  return (seed, map) => ({
    ...(map ?? theme.defaultAlgorithm(seed)),
    colorPrimary: accent,
    colorInfo: accent,
    colorError: clay,
    colorWarning: ochre,
    colorSuccess: leaf,
  })
}

function colours(p: Palette) {
  return {
    colorPrimary: p.accent,
    colorPrimaryHover: p.accentHover,
    colorPrimaryActive: p.accentHover,
    colorPrimaryText: p.accent,
    colorPrimaryBg: p.accentSoft,
    colorPrimaryBgHover: p.accentSoft,
    colorLink: p.accent,
    colorLinkHover: p.accentHover,
    colorInfo: p.accent,
    colorInfoBg: p.accentSoft,
    colorError: p.clay,
    colorErrorBg: p.claySoft,
    colorWarning: p.ochre,
    colorWarningBg: p.ochreSoft,
    colorSuccess: p.leaf,
    colorSuccessBg: p.leafSoft,
    colorText: p.text,
    colorTextSecondary: p.quiet,
    colorTextTertiary: p.faint,
    colorTextDescription: p.faint,
    colorTextPlaceholder: p.faint,
    colorTextLightSolid: p.onAccent,
    colorBgLayout: p.page,
    colorBgContainer: p.surface,
    colorBgElevated: p.raised,
    colorBgSpotlight: p === dark ? '#ece9e2' : '#33302a',
    colorBorder: p.border,
    colorBorderSecondary: p.line,
    colorSplit: p.line,
    colorFillTertiary: p.hover,
    controlItemBgHover: p.hover,
    controlItemBgActive: p.accentSoft,
    controlItemBgActiveHover: p.accentSoft,
  }
}

function shape(compact: boolean) {
  return {
    fontFamily: font,
    fontSize: compact ? 13 : 14,
    borderRadius: 6,
    borderRadiusLG: 8,
    borderRadiusSM: 4,
    sizeUnit: 4,
    sizeStep: 4,
    wireframe: false,
    boxShadow: '0 2px 8px rgb(40 36 28 / 10%)',
    boxShadowSecondary: '0 6px 24px rgb(40 36 28 / 14%)',
    boxShadowTertiary: 'none',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
  }
}

/** The palette as CSS custom properties (`--accent`, `--line`, …), which our own stylesheets use. */
export function cssOf(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([name, value]) => [
      `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
      String(value),
    ]),
  )
}
