import '@fontsource-variable/inter'
import urql from '@urql/vue'
import { createApp } from 'vue'
import '../ui/tokens.css'
import '../ui/base.css'
import App from './App.vue'
import { createClient, createWindowClient, WINDOWS } from './client.js'
import { createAppRouter } from './router.js'
import { applyTheme } from './theme.js'

applyTheme(document.documentElement)
createApp(App)
  .use(urql, createClient())
  .provide(WINDOWS, createWindowClient())
  .use(createAppRouter())
  .mount('#app')
