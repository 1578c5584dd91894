import {
  IconApps,
  IconClockCircle,
  IconCode,
  IconMindMapping,
  IconSwap,
  IconUnorderedList,
} from '@arco-design/web-react/icon';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export type PageName = 'map' | 'resources' | 'requests' | 'packet' | 'time' | 'start';

interface Page {
  readonly name: PageName;
  /** Where it is, after the `#` of the URL. */
  readonly path: string;
  readonly icon: ComponentType;
  readonly component: LazyExoticComponent<ComponentType>;
}

/** The pages in the order of the navigation; each is loaded when it is opened. */
export const PAGES: readonly Page[] = [
  {
    name: 'map',
    path: '/map',
    icon: IconMindMapping,
    component: lazy(() => import('../pages/map/MapPage.tsx')),
  },
  {
    name: 'resources',
    path: '/resources',
    icon: IconApps,
    component: lazy(() => import('../pages/resources/ResourcesPage.tsx')),
  },
  {
    name: 'requests',
    path: '/requests',
    icon: IconUnorderedList,
    component: lazy(() => import('../pages/requests/RequestsPage.tsx')),
  },
  {
    name: 'packet',
    path: '/packet',
    icon: IconSwap,
    component: lazy(() => import('../pages/packet/PacketPage.tsx')),
  },
  {
    name: 'time',
    path: '/time',
    icon: IconClockCircle,
    component: lazy(() => import('../pages/time/TimePage.tsx')),
  },
  {
    name: 'start',
    path: '/start',
    icon: IconCode,
    component: lazy(() => import('../pages/start/StartPage.tsx')),
  },
];
