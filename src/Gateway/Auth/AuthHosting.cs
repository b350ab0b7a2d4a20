namespace Actors.Gateway.Auth;

/// <summary>Registers the keys, checked at start.</summary>
internal static class AuthHosting
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().Configure<IConfiguration>((auth, configuration) => auth.Read(configuration)).ValidateOnStart();
        return services.AddSingleton<ApiKeys>();
    }
}
