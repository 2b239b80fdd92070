// The emoji chosen lately, while the window lives. Kept nowhere: nothing is stored in the page.
import { defineStore } from 'pinia'
import { ref } from 'vue'

const MOST = 24

export const useRecentEmoji = defineStore('recentEmoji', () => {
  const recent = ref<readonly string[]>([])
  function used(emoji: string): void {
    recent.value = [emoji, ...recent.value.filter((each) => each !== emoji)].slice(0, MOST)
  }
  return { recent, used }
})
