import type { Translated } from '../translated';
import type { domain as english } from '../en/domain';

export const domain: Translated<typeof english> = {
  point: {
    left_eye: 'Occhio sinistro',
    right_eye: 'Occhio destro',
    nose: 'Naso',
    mouth_left: 'Angolo sinistro della bocca',
    mouth_right: 'Angolo destro della bocca',
  },
  attribute: {
    gender: 'Genere',
    smile: 'Sorriso',
    glasses: 'Occhiali',
    pose: 'Posa',
    landmarks: 'Punti',
    'face-mesh': 'Maglia del viso',
  },
  value: {
    male: 'Maschio',
    female: 'Femmina',
    yes: 'Sì',
    no: 'No',
    left_profile: 'Profilo sinistro',
    left: 'Sinistra',
    frontal: 'Frontale',
    right: 'Destra',
    right_profile: 'Profilo destro',
  },
  split: {
    training: 'Addestramento',
    testing: 'Prova',
    validation: 'Verifica',
    unassigned: 'Non assegnata',
    'out-of-fold': 'Addestramento, fuori gruppo',
  },
};
