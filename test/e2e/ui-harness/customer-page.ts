import './install-customer.ts';
import '../../../renderer/customer/main.tsx';
