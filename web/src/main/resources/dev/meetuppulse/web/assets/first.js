/** What the server put in the page: windows, dimensions, and the first boards. */
export const first = JSON.parse(document.getElementById('first').textContent);
