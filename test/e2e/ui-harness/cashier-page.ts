import './install-cashier.ts';
import '../../../renderer/cashier/main.tsx';
import './afresh.ts';
