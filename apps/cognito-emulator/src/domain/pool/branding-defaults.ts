const modes = (light: object, dark: object) => ({ lightMode: light, darkMode: dark });

const button = (backgroundColor: string, textColor: string) => ({ backgroundColor, textColor });

const outlined = (backgroundColor: string, borderColor: string, textColor: string) => ({
  backgroundColor,
  borderColor,
  textColor,
});

const plainBar = {
  backgroundImage: { enabled: false },
  logo: { enabled: false, location: 'START', formInclusion: 'OUT' },
};

/**
 * The style of pages nobody has styled, in the names of Cognito's settings document (developer guide, "Managed login
 * branding"). It has what the emulator's pages are drawn with, which is less than Cognito's own.
 */
export const brandingDefaults = {
  categories: {
    auth: {
      authMethodOrder: [
        [
          { display: 'BUTTON', type: 'FEDERATED' },
          { display: 'INPUT', type: 'USERNAME_PASSWORD' },
        ],
      ],
      federation: { interfaceStyle: 'BUTTON_LIST', order: [] },
    },
    form: {
      displayGraphics: true,
      instructions: { enabled: false },
      languageSelector: { enabled: false },
      location: { horizontal: 'CENTER', vertical: 'CENTER' },
      sessionTimerDisplay: 'NONE',
    },
    global: {
      colorSchemeMode: 'LIGHT',
      pageFooter: { enabled: false },
      pageHeader: { enabled: false },
      spacingDensity: 'REGULAR',
    },
    signUp: { acceptanceElements: [{ enforcement: 'NONE', textKey: 'en' }] },
  },
  componentClasses: {
    buttons: { borderRadius: 8 },
    dropDown: { borderRadius: 8 },
    focusState: modes({ borderColor: '0972d3ff' }, { borderColor: '539fe5ff' }),
    input: {
      borderRadius: 8,
      ...modes(
        { defaults: { backgroundColor: 'ffffffff', borderColor: '7d8998ff' } },
        { defaults: { backgroundColor: '0f1b2aff', borderColor: '5f6b7aff' } },
      ),
    },
    link: modes({ defaults: { textColor: '0972d3ff' } }, { defaults: { textColor: '539fe5ff' } }),
  },
  components: {
    favicon: { enabledTypes: ['ICO', 'SVG'] },
    form: {
      backgroundImage: { enabled: false },
      borderRadius: 8,
      logo: { enabled: false, formInclusion: 'IN', location: 'CENTER', position: 'TOP' },
      ...modes(
        { backgroundColor: 'ffffffff', borderColor: 'c6c6cdff' },
        { backgroundColor: '0f1b2aff', borderColor: '424650ff' },
      ),
    },
    pageBackground: {
      image: { enabled: true },
      ...modes({ color: 'ffffffff' }, { color: '0f1b2aff' }),
    },
    pageFooter: {
      ...plainBar,
      ...modes({ background: { color: 'fafafaff' } }, { background: { color: '0f141aff' } }),
    },
    pageHeader: {
      ...plainBar,
      ...modes({ background: { color: 'fafafaff' } }, { background: { color: '0f141aff' } }),
    },
    pageText: modes(
      { bodyColor: '414d5cff', descriptionColor: '414d5cff', headingColor: '000716ff' },
      { bodyColor: 'b6bec9ff', descriptionColor: 'b6bec9ff', headingColor: 'd1d5dbff' },
    ),
    primaryButton: modes(
      { defaults: button('0972d3ff', 'ffffffff'), hover: button('033160ff', 'ffffffff') },
      { defaults: button('539fe5ff', '000716ff'), hover: button('89bdeeff', '000716ff') },
    ),
    secondaryButton: modes(
      { defaults: outlined('ffffffff', '0972d3ff', '0972d3ff') },
      { defaults: outlined('0f1b2aff', '539fe5ff', '539fe5ff') },
    ),
  },
};
