/** Saves a file of this server through the browser's own download, which resumes and shows how far it is. */
export const useDownload = () => ({
  download: (path: string): void => {
    const link = document.createElement('a')
    link.href = path
    link.download = ''
    document.body.append(link)
    link.click()
    link.remove()
  },
})
