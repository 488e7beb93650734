package io.rolecall.advice;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/** The API's description is made when it is first asked for: its libraries take half a second of every start. */
@Component
class LateDocumentation implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            var definition = beans.getBeanDefinition(name);
            String origin = String.valueOf(definition.getFactoryBeanName()) + definition.getBeanClassName();
            if (origin.contains("org.springdoc")) {
                definition.setLazyInit(true);
            }
        }
    }
}
