package io.optionskit.greeks.american;
import io.optionskit.contract.OptionType;
import java.util.*;
public class Probe4 {
  public static void main(String[] a) {
    for (String cfg : a) { String[] f=cfg.split(",");
      ExerciseBoundary e=new ExerciseBoundary(new Collocation(Integer.parseInt(f[0]),Integer.parseInt(f[1]),Double.parseDouble(f[2])));
      Map<String,int[]> m=new LinkedHashMap<>(); Map<String,String> ex=new HashMap<>();
      for (Probe.Row w: Probe.rows(40)) {
        double r=w.type()==OptionType.CALL?w.q():w.r(), q=w.type()==OptionType.CALL?w.r():w.q();
        if(!UnitPut.isEverExercised(r,q)||UnitPut.hasTwoBoundaries(r,q)) continue;
        e.problem(1,r,q,w.v(),w.t()); double lim=-Math.sqrt(e.square[0]),before=lim; boolean bad=false;
        for(int i=1;i<=e.grid.nodes;i++){double tau=w.t()*e.grid.root[i]*e.grid.root[i]; double b=QdPlus.solve(1,i==1?lim-1.5*w.v()*Math.sqrt(tau):before,r,q,w.v(),tau,lim); if(!(b<0))bad=true; before=b; e.square[i]=b*b;}
        int[] c=m.computeIfAbsent(w.cat(),z->new int[12]);
        if(bad) {c[10]++;}
        int k=0; double ch=9; for(;k<9&&!(ch<1e-9);k++) ch=e.solve(1,0);
        if (ch<1e-9) c[k]++; else {c[11]++; ex.put(w.cat(),String.format("r=%.4f q=%.4f v=%.4f t=%.5f",r,q,w.v(),w.t()));}
      }
      System.out.println("== "+cfg); for(var x:m.entrySet()) System.out.println(x.getKey()+" "+Arrays.toString(x.getValue())+" "+ex.getOrDefault(x.getKey(),""));
    }
  }
}
