using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Actors.Gateway.Tests.Staged;

/// <summary>A grain without a cluster, whose methods are one function.</summary>
internal static class Played
{
    /// <summary>A factory of which every grain is the same one.</summary>
    public static IGrainFactory Grains<TGrain>(Func<MethodInfo, object?[], object?> answer)
        where TGrain : class
    {
        var grain = DispatchProxy.Create<TGrain, Proxy>();
        ((Proxy)(object)grain).Answer = answer;
        var grains = DispatchProxy.Create<IGrainFactory, Proxy>();
        ((Proxy)(object)grains).Answer = (_, _) => grain;
        return grains;
    }

    /// <summary>Stands for the cluster and its one grain; a class of its own would be taken for a grain by Orleans.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "A proxy is a class derived from this one.")]
    internal class Proxy : DispatchProxy
    {
        public Func<MethodInfo, object?[], object?>? Answer { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer!(targetMethod!, args ?? []);
    }
}
