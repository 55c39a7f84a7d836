/** What pages look like that nobody has styled, where it isn't as in Cognito's own settings document. */
export const ownSettings = {
  components: {
    form: {
      lightMode: { borderColor: 'dfe3e8ff' },
      darkMode: { backgroundColor: '142131ff', borderColor: '2b3a4cff' },
    },
    pageBackground: { lightMode: { color: 'f1f4f8ff' }, darkMode: { color: '0a121dff' } },
    pageText: { darkMode: { headingColor: 'f2f5f8ff' } },
    secondaryButton: {
      darkMode: {
        defaults: {
          backgroundColor: '142131ff',
          borderColor: '539fe5ff',
          textColor: '89bdeeff',
        },
      },
    },
  },
  componentClasses: {
    input: { darkMode: { defaults: { backgroundColor: '0b1522ff', borderColor: '6d7a8bff' } } },
  },
};
