// Stands for every style sheet: styles mean nothing without a browser.
