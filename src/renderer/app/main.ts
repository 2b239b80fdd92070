// Entry of the page: makes the app and shows it.
import './style.css'
import { createBellhop } from './create-app'

void createBellhop().then((app) => {
  app.mount('#app')
})
