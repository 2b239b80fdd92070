// Entry of quick-send's page: makes it and shows it.
import './style.css'
import { createQuick } from './quick-app'

void createQuick().then((app) => {
  app.mount('#app')
})
