package io.optionskit.greeks.american;
import java.util.*;
public class Probe3 {
  public static void main(String[] a) {
    double[] c={.0074,.0,.5526,.38831}; int n=24;
    for (double[] c2 : new double[][]{{.0074,.0,.5526,.38831},{.0084,.0,.5526,.38831}}) { c=c2;
    ExerciseBoundary e=new ExerciseBoundary(new Collocation(n,48,2));
      e.problem(1,c[0],c[1],c[2],c[3]); double lim=0; double before=lim; 
      for(int i=1;i<=n;i++){double tau=c[3]*e.grid.root[i]*e.grid.root[i]; double st=i==1?lim-1.5*c[2]*Math.sqrt(tau):before; double b=QdPlus.solve(1,st,c[0],c[1],c[2],tau,lim); before=b; e.square[i]=b*b; }
      e.residuals(true); double[] r0=e.residual.clone(); double[][] J=new double[n][]; for(int i=0;i<n;i++)J[i]=e.jacobian[i].clone();
      for(int k=0;k<4;k++){ double h=1e-3*e.square[k+1]; e.square[k+1]+=h; e.residuals(false); StringBuilder s=new StringBuilder(); for(int i=0;i<5;i++) s.append(String.format(" %.4e/%.4e",(e.residual[i]-r0[i])/h,J[i][k])); e.square[k+1]-=h; System.out.println(k+" "+s); }
      for(int i=0;i<6;i++) System.out.printf("r %.3e  H %.3e JH %.3e rtau %.2e%n",r0[i],e.square[i+1],J[i][i]*e.square[i+1],c[0]*c[3]*e.grid.root[i+1]*e.grid.root[i+1]);
      e.residuals(false); StringBuilder s=new StringBuilder(); for(int j=0;j<48;j+=4) s.append(String.format(" %.3f",e.path[j]/c[2]/Math.sqrt(c[3])/e.grid.rootToExpiry[j])); System.out.println(s);
      s=new StringBuilder(); for(int j=48;j<96;j+=4) s.append(String.format(" %.3f",e.path[j]/c[2]/Math.sqrt(c[3])/e.grid.rootToExpiry[j])); System.out.println(s);
    }
  }
}
