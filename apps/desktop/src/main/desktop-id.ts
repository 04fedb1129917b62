/** The name under which Linux desktops know the program: that of its `.desktop` file and of its icon, as the packages install them. */
export const DESKTOP_ID = 'sluice-desktop';
