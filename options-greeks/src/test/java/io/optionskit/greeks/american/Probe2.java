package io.optionskit.greeks.american;
import java.util.*;
public class Probe2 {
  public static void main(String[] a) {
    // how good is the seed at nodes, and where does Newton fail
    double[][] cases={{.0312,.0395,.696,4.6},{.05,.02,.25,1},{.05,0,.25,1},{.02,.05,.25,1},{.04,.0405,.2,1},{.05,.05,.25,1}};
    for (double[] c:cases){ ExerciseBoundary e=new ExerciseBoundary(new Collocation(64,120,2));
      e.problem(1,c[0],c[1],c[2],c[3]); double lim=-Math.sqrt(e.square[0]); double before=lim; StringBuilder s=new StringBuilder();
      for(int i=1;i<=64;i++){double tau=c[3]*e.grid.root[i]*e.grid.root[i]; double st=i==1?lim-1.5*c[2]*Math.sqrt(tau):before; double b=QdPlus.solve(1,st,c[0],c[1],c[2],tau,lim); before=b; e.square[i]=b*b; if(i<6||i%10==0) s.append(String.format(" %d:%.2e/%.3f",i,tau,(lim-b)/(c[2]*Math.sqrt(tau))));}
      System.out.println(Arrays.toString(c)+s);
      s=new StringBuilder(); for(int k=0;k<8;k++) s.append(String.format(" %.1e",e.solve(1,0))); System.out.println(s);
      s=new StringBuilder(); for(int i=1;i<64;i++) if(i<6||i%10==0){double tau=c[3]*e.grid.root[i]*e.grid.root[i]; s.append(String.format(" %d:%.2e/%.3f",i,tau,(lim-e.logAtNode(i))/(c[2]*Math.sqrt(tau))));} System.out.println(s);
    }
  }
}
