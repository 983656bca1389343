import type { Json } from '../services/service';
import type { Secrets } from './secrets';

export const redactText = (text: string, secrets: Secrets): string => secrets.maskText(text);

export const redactJson = (value: Json, secrets: Secrets, isRequest = false): Json => secrets.maskJson(value, isRequest);
