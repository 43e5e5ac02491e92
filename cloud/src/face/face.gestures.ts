/** What may be asked for in the photograph of who proves their presence without comparing faces (FACE-07). */
export const gestures = [
  '右手比“2”，举到右脸旁',
  '左手比“3”，举到左脸旁',
  '右手张开手掌，放在额头上',
  '左手握拳，托住下巴',
  '右手竖起大拇指，举到左肩前',
  '左手摸右耳',
  '双手在胸前比“十”字',
  '右手比“OK”，举到左脸旁',
] as const;
