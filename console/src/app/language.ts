import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import * as forms from '../forms/words.ts';
import * as map from '../pages/map/words.ts';
import * as packet from '../pages/packet/words.ts';
import * as requests from '../pages/requests/words.ts';
import * as resources from '../pages/resources/words.ts';
import * as start from '../pages/start/words.ts';
import * as time from '../pages/time/words.ts';
import * as parts from '../parts/words.ts';
import { type Language, store, stored } from './stored.ts';
import * as app from './words.ts';

const inLanguage = (language: Language) => ({
  app: app[language],
  parts: parts[language],
  forms: forms[language],
  map: map[language],
  resources: resources[language],
  requests: requests[language],
  packet: packet[language],
  time: time[language],
  start: start[language],
});

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: ReturnType<typeof inLanguage>;
  }
}

/** The language that was chosen, or else the one that the browser prefers. */
function preferred(): Language {
  const chosen = stored('language');
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const first = navigator.languages.find((each) => /^(en|zh)\b/i.test(each));
  return first !== undefined && /^zh/i.test(first) ? 'zh' : 'en';
}

export async function startLanguage(): Promise<void> {
  const follow = (language: string) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  };
  i18next.on('languageChanged', follow);
  await i18next.use(initReactI18next).init({
    lng: preferred(),
    fallbackLng: 'en',
    defaultNS: 'app',
    resources: { en: inLanguage('en'), zh: inLanguage('zh') },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
}

export function chooseLanguage(language: Language): void {
  store('language', language);
  void i18next.changeLanguage(language);
}
