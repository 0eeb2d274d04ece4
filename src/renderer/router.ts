import { createRouter, createWebHashHistory } from 'vue-router';
import LibraryPlace from './features/library/LibraryPlace.vue';

/** Behind `#`, so that one address serves every host; the Library's filters stand in the query of both places. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/library' },
    { path: '/library', name: 'library', component: LibraryPlace },
    {
      path: '/annotate/:faceId(\\d+)?',
      name: 'annotate',
      component: () => import('./features/annotate/AnnotatePlace.vue'),
    },
    {
      path: '/train/:run?',
      name: 'train',
      component: () => import('./features/train/TrainPlace.vue'),
    },
    { path: '/inspect', name: 'inspect', component: () => import('./features/inspect/InspectPlace.vue') },
    {
      path: '/predict/:set(\\d+|new)?',
      name: 'predict',
      component: () => import('./features/predict/PredictPlace.vue'),
    },
    { path: '/settings', name: 'settings', component: () => import('./features/settings/SettingsPlace.vue') },
    { path: '/:anything(.*)*', redirect: '/library' },
  ],
});
