/** The one picture of the idle screen: a porcelain teapot and two cups, drawn in the accent's blue. */
export function TeaPicture() {
  return (
    <svg className="tea" viewBox="0 0 480 240" aria-hidden="true">
      <g className="tea-steam" transform="translate(-8 50)">
        <path d="M352 92c-8-12 8-18 0-32" />
        <path d="M372 88c-8-12 8-18 0-32" />
      </g>
      <ellipse className="tea-shadow" cx="232" cy="220" rx="196" ry="10" />
      <g className="tea-body">
        <path d="M110 122c0-30 38-50 84-50s84 20 84 50c0 48-32 92-84 92s-84-44-84-92z" />
        <path d="M274 148c26 0 34-22 40-52 1-6 10-6 11 1 3 44-18 82-58 84" />
        <path d="M113 138c-40-16-66 6-54 38 8 22 36 30 66 20" className="tea-handle" />
        <path d="M144 76c4-14 24-22 50-22s46 8 50 22" />
        <circle cx="194" cy="46" r="9" />
        <path d="M322 158h84c0 34-16 54-42 54s-42-20-42-54z" />
        <path d="M60 184h64c0 22-12 34-32 34s-32-12-32-34z" />
      </g>
      <g className="tea-glaze">
        <path d="M114 148c40 14 120 14 160 0" />
        <path d="M120 168c38 12 110 12 148 0" />
        <path d="M326 172h76" />
        <path d="M64 194h56" />
      </g>
      <g className="tea-flower">
        <circle cx="194" cy="118" r="6" />
        <path d="M194 108a9 9 0 1 1 0-1zM203 115a9 9 0 1 1 1 0zM200 126a9 9 0 1 1 0 1zM188 126a9 9 0 1 1-1 0zM185 115a9 9 0 1 1-1-1z" />
        <path d="M222 122c16-2 26 4 34 12M166 122c-16-2-26 4-34 12" />
      </g>
    </svg>
  );
}
