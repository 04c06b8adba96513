import { render } from 'preact'
import { createRecordList } from './feed/record-list.js'
import { App } from './page/app.js'
import './styles/main.css'

const page = document.getElementById('page')
if (page !== null) render(<App list={createRecordList()} />, page)
