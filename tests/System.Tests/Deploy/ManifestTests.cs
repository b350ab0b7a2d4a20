using Actors.System.Tests.Processes;
using k8s;
using k8s.Models;

namespace Actors.System.Tests.Deploy;

/// <summary>
/// The manifests of <c>deploy/k8s</c>: read strictly, so that a wrong type or a misspelt field fails. <c>ACTORS_MANIFESTS</c> is a folder
/// with what kustomize made of them (<c>deploy/verify.sh</c>); without it the base is read as it stands.
/// </summary>
public sealed class ManifestTests
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("ACTORS_MANIFESTS") ?? Path.Combine(Path.GetDirectoryName(Artifacts.Folder)!, "deploy", "k8s", "base");

    private static List<object> Objects { get; } =
    [
        .. Directory.GetFiles(Folder, "*.yaml").Where(file => Path.GetFileName(file) != "kustomization.yaml").Order(StringComparer.Ordinal)
            .SelectMany(file => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), strict: true)),
    ];

    private static IEnumerable<V1Deployment> Deployments => Objects.OfType<V1Deployment>();

    [Fact]
    public void Every_object_is_one_that_kubernetes_knows() => Assert.True(Objects.Count >= 10, $"{Objects.Count} objects in {Folder}");

    [Fact]
    public void A_misspelt_field_would_be_found() => Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  selectors: {}\n", strict: true));

    [Fact]
    public void Every_container_is_restricted()
    {
        foreach (var pod in Deployments.Select(one => one.Spec.Template).Concat(Objects.OfType<V1StatefulSet>().Select(one => one.Spec.Template)))
        {
            Assert.True(pod.Spec.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.Spec.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.Spec.AutomountServiceAccountToken);
            Assert.All(pod.Spec.Containers, container =>
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.True(container.Resources.Limits.ContainsKey("memory"));
                // A silo that gets no processor answers no probes, and is voted out.
                Assert.False(container.Resources.Limits.ContainsKey("cpu"));
            });
        }
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    public void Programs_are_probed_drained_and_never_all_gone(string name)
    {
        foreach (var deployment in Deployments.Where(one => one.Metadata.Name == name))
        {
            var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
            Assert.Equal(
                ["/health/startup", "/health/ready", "/health/live"],
                new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.Select(probe => probe.HttpGet.Path));
            Assert.All(
                new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe },
                probe => Assert.Contains(container.Ports, port => port.Name == probe.HttpGet.Port.Value));
            Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
            // The host has 30 s to stop, after the preStop.
            Assert.True(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds >= 30 + container.Lifecycle.PreStop.Sleep.Seconds);
            Assert.NotEmpty(deployment.Spec.Template.Spec.TopologySpreadConstraints);
            Assert.Contains(Objects.OfType<V1PodDisruptionBudget>(), budget => Selects(budget.Spec.Selector, deployment.Spec.Template));
        }

        Assert.Contains(Deployments, one => one.Metadata.Name == name);
    }

    [Fact]
    public void Every_selector_finds_its_pods()
    {
        List<V1PodTemplateSpec> pods = [.. Deployments.Select(one => one.Spec.Template), .. Objects.OfType<V1StatefulSet>().Select(one => one.Spec.Template)];

        Assert.All(Deployments, one => Assert.True(Selects(one.Spec.Selector, one.Spec.Template)));
        Assert.All(Objects.OfType<V1StatefulSet>(), one => Assert.True(Selects(one.Spec.Selector, one.Spec.Template)));
        Assert.All(Objects.OfType<V1Service>(), one => Assert.Contains(pods, pod => Contains(pod, one.Spec.Selector)));
        Assert.All(Objects.OfType<V1NetworkPolicy>(), one => Assert.Contains(pods, pod => Selects(one.Spec.PodSelector, pod)));
        // Nothing is left open by being forgotten.
        Assert.All(pods, pod => Assert.Contains(Objects.OfType<V1NetworkPolicy>(), one => Selects(one.Spec.PodSelector, pod)));
    }

    [Fact]
    public void Names_are_asked_of_the_clusters_own_DNS_which_bears_no_label_of_ours()
    {
        List<V1NetworkPolicyEgressRule> lookups =
        [
            .. Objects.OfType<V1NetworkPolicy>().SelectMany(one => one.Spec.Egress ?? []).Where(rule => rule.Ports?.Any(port => port.Port.Value == "53") is true),
        ];

        Assert.Equal(2, lookups.Count);
        Assert.All(lookups, rule => Assert.Equal(
            [new KeyValuePair<string, string>("k8s-app", "kube-dns")], Assert.Single(rule.To).PodSelector.MatchLabels));
    }

    [Fact]
    public void Pods_are_spread_among_their_own_kind() => Assert.All(Deployments, deployment => Assert.All(
        deployment.Spec.Template.Spec.TopologySpreadConstraints,
        spread => Assert.Equal([deployment], Deployments.Where(other => Selects(spread.LabelSelector, other.Spec.Template)))));

    [Fact]
    public void What_an_autoscaler_counts_nobody_else_does() => Assert.All(
        Objects.OfType<V2HorizontalPodAutoscaler>(),
        scaler => Assert.Null(Deployments.Single(one => one.Metadata.Name == scaler.Spec.ScaleTargetRef.Name).Spec.Replicas));

    [Fact]
    public void Redis_keeps_what_it_acknowledged()
    {
        var redis = Assert.Single(Objects.OfType<V1StatefulSet>());

        Assert.Equal("--appendonly yes --appendfsync always", string.Join(' ', Assert.Single(redis.Spec.Template.Spec.Containers).Args.Take(4)));
        Assert.NotEmpty(redis.Spec.VolumeClaimTemplates);
    }

    private static bool Selects(V1LabelSelector selector, V1PodTemplateSpec pod) => Contains(pod, selector.MatchLabels);

    private static bool Contains(V1PodTemplateSpec pod, IDictionary<string, string> labels) =>
        labels.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
